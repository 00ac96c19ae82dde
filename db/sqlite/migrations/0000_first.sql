CREATE TABLE `api_key` (
	`id` text PRIMARY KEY NOT NULL,
	`platform_id` text NOT NULL,
	`key_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`platform_id`) REFERENCES `platform`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_key_by_hash` ON `api_key` (`key_hash`);--> statement-breakpoint
CREATE INDEX `api_key_by_platform` ON `api_key` (`platform_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `attempt` (
	`user_id` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`blocked_until` integer,
	`permanent` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `attempt_by_block_end` ON `attempt` (`blocked_until`) WHERE "attempt"."blocked_until" is not null;--> statement-breakpoint
CREATE TABLE `challenge` (
	`session_id` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`secret` text NOT NULL,
	`key_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`session_id`, `kind`),
	FOREIGN KEY (`session_id`) REFERENCES `session`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `challenge_by_expiry` ON `challenge` (`expires_at`);--> statement-breakpoint
CREATE TABLE `idempotency` (
	`platform_id` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`claimed_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`status` integer,
	`body_sealed` text,
	PRIMARY KEY(`platform_id`, `key`),
	FOREIGN KEY (`platform_id`) REFERENCES `platform`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `idempotency_by_expiry` ON `idempotency` (`expires_at`);--> statement-breakpoint
CREATE TABLE `inbox_message` (
	`position` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`platform_id` text NOT NULL,
	`channel` text NOT NULL,
	`to_hash` text NOT NULL,
	`sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`platform_id`) REFERENCES `platform`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_message_id_unique` ON `inbox_message` (`id`);--> statement-breakpoint
CREATE INDEX `inbox_by_time` ON `inbox_message` (`created_at`,`position`);--> statement-breakpoint
CREATE INDEX `inbox_by_platform` ON `inbox_message` (`platform_id`,`created_at`,`position`);--> statement-breakpoint
CREATE INDEX `inbox_by_recipient` ON `inbox_message` (`to_hash`,`created_at`,`position`);--> statement-breakpoint
CREATE TABLE `passkey` (
	`credential_id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`public_key` text NOT NULL,
	`sign_count` integer NOT NULL,
	`transports` text NOT NULL,
	`user_verified` integer NOT NULL,
	`backup_eligible` integer NOT NULL,
	`backed_up` integer NOT NULL,
	`aaguid` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `passkey_by_user` ON `passkey` (`user_id`,`created_at`,`credential_id`);--> statement-breakpoint
CREATE TABLE `phone` (
	`user_id` text PRIMARY KEY NOT NULL,
	`number_sealed` text NOT NULL,
	`number_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `pin` (
	`user_id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`pepper_key_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `platform` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`policy` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `return_url` (
	`platform_id` text NOT NULL,
	`position` integer NOT NULL,
	`url` text NOT NULL,
	PRIMARY KEY(`platform_id`, `position`),
	FOREIGN KEY (`platform_id`) REFERENCES `platform`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`platform_id` text NOT NULL,
	`user_id` text NOT NULL,
	`external_user_id` text NOT NULL,
	`purpose` text NOT NULL,
	`operation` text,
	`operation_hash` text NOT NULL,
	`policy` text NOT NULL,
	`return_url` text,
	`state` text,
	`locale` text,
	`token_hash` text NOT NULL,
	`credentials_version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`outcome` text,
	`reason` text,
	`ended_at` integer,
	`jti` text,
	`claims` text,
	`redeemed_at` integer,
	`redemption` text,
	FOREIGN KEY (`platform_id`) REFERENCES `platform`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_by_token` ON `session` (`token_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `session_by_jti` ON `session` (`jti`) WHERE "session"."jti" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `session_open` ON `session` (`user_id`,`purpose`,`operation_hash`) WHERE "session"."outcome" is null;--> statement-breakpoint
CREATE INDEX `session_overdue` ON `session` (`expires_at`,`id`) WHERE "session"."outcome" is null;--> statement-breakpoint
CREATE INDEX `session_list` ON `session` (`platform_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `session_list_by_outcome` ON `session` (`platform_id`,`outcome`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `session_list_by_user` ON `session` (`user_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `session_event` (
	`session_id` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`data` text NOT NULL,
	`at` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`session_id`, `seq`),
	FOREIGN KEY (`session_id`) REFERENCES `session`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `signing_key` (
	`kid` text PRIMARY KEY NOT NULL,
	`jwk` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staged_credential` (
	`session_id` text NOT NULL,
	`method` text NOT NULL,
	`data` text NOT NULL,
	PRIMARY KEY(`session_id`, `method`),
	FOREIGN KEY (`session_id`) REFERENCES `session`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`platform_id` text NOT NULL,
	`external_id` text NOT NULL,
	`type` text NOT NULL,
	`category` text NOT NULL,
	`handle` text NOT NULL,
	`data_key_wrapped` text NOT NULL,
	`profile_sealed` text NOT NULL,
	`email_sealed` text NOT NULL,
	`phone_sealed` text,
	`email_changed` integer NOT NULL,
	`phone_changed` integer NOT NULL,
	`previous_email_sealed` text,
	`locale` text,
	`credentials_version` integer NOT NULL,
	`version` integer NOT NULL,
	`enrolled_at` integer,
	`last_sca_at` integer,
	`offer_declined_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`platform_id`) REFERENCES `platform`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_by_external_id` ON `user` (`platform_id`,`external_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_by_handle` ON `user` (`handle`);