CREATE TABLE `api_key` (
	`id` text PRIMARY KEY NOT NULL,
	`platform_id` text NOT NULL,
	`key_hash` text NOT NULL,
	`scopes` text NOT NULL,
	`addresses` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`platform_id`) REFERENCES `platform`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_key_by_hash` ON `api_key` (`key_hash`);--> statement-breakpoint
CREATE INDEX `api_key_by_platform` ON `api_key` (`platform_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `api_key_revoked` ON `api_key` (`revoked_at`) WHERE "api_key"."revoked_at" is not null;--> statement-breakpoint
CREATE TABLE `attempt` (
	`user_id` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`blocked_until` integer,
	`permanent` integer NOT NULL,
	`warned_at` integer,
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
CREATE TABLE `epoch` (
	`number` integer PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`began_at` integer NOT NULL,
	`known_until` integer,
	`place` text
);
--> statement-breakpoint
CREATE TABLE `erasure` (
	`user_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `erasure_by_time` ON `erasure` (`at`);--> statement-breakpoint
CREATE TABLE `history` (
	`id` integer PRIMARY KEY NOT NULL,
	`lineage` text NOT NULL,
	`mark` integer NOT NULL,
	`marked_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `idempotency` (
	`platform_id` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`claimed_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`status` integer,
	`body_sealed` text,
	`user_id` text,
	PRIMARY KEY(`platform_id`, `key`),
	FOREIGN KEY (`platform_id`) REFERENCES `platform`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idempotency_by_expiry` ON `idempotency` (`expires_at`);--> statement-breakpoint
CREATE INDEX `idempotency_by_user` ON `idempotency` (`user_id`);--> statement-breakpoint
CREATE TABLE `inbox_message` (
	`position` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`platform_id` text NOT NULL,
	`channel` text NOT NULL,
	`to_hash` text NOT NULL,
	`sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	`user_id` text,
	FOREIGN KEY (`platform_id`) REFERENCES `platform`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_message_id_unique` ON `inbox_message` (`id`);--> statement-breakpoint
CREATE INDEX `inbox_by_user` ON `inbox_message` (`user_id`);--> statement-breakpoint
CREATE INDEX `inbox_by_time` ON `inbox_message` (`created_at`,`position`);--> statement-breakpoint
CREATE INDEX `inbox_by_platform` ON `inbox_message` (`platform_id`,`created_at`,`position`);--> statement-breakpoint
CREATE INDEX `inbox_by_recipient` ON `inbox_message` (`to_hash`,`created_at`,`position`);--> statement-breakpoint
CREATE TABLE `logo` (
	`platform_id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`type` text NOT NULL,
	`bytes` blob NOT NULL,
	FOREIGN KEY (`platform_id`) REFERENCES `platform`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `logo_by_hash` ON `logo` (`hash`);--> statement-breakpoint
CREATE TABLE `notice` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`sealed` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `notice_due` ON `notice` (`next_at`,`id`);--> statement-breakpoint
CREATE INDEX `notice_by_user` ON `notice` (`user_id`);--> statement-breakpoint
CREATE INDEX `notice_by_expiry` ON `notice` (`expires_at`);--> statement-breakpoint
CREATE TABLE `notice_link` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `notice_link_by_user` ON `notice_link` (`user_id`);--> statement-breakpoint
CREATE INDEX `notice_link_by_expiry` ON `notice_link` (`expires_at`);--> statement-breakpoint
CREATE TABLE `outbox_event` (
	`position` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`platform_id` text NOT NULL,
	`user_id` text NOT NULL,
	`session_id` text,
	`sequence` integer,
	`type` text NOT NULL,
	`data` text NOT NULL,
	`created_at` integer NOT NULL,
	`held_until` integer,
	FOREIGN KEY (`platform_id`) REFERENCES `platform`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`session_id`) REFERENCES `session`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_event_id_unique` ON `outbox_event` (`id`);--> statement-breakpoint
CREATE INDEX `outbox_event_by_platform` ON `outbox_event` (`platform_id`,`position`);--> statement-breakpoint
CREATE INDEX `outbox_event_by_user` ON `outbox_event` (`user_id`,`type`,`position`);--> statement-breakpoint
CREATE INDEX `outbox_event_by_session` ON `outbox_event` (`session_id`,`sequence`) WHERE "outbox_event"."session_id" is not null;--> statement-breakpoint
CREATE INDEX `outbox_event_by_time` ON `outbox_event` (`created_at`);--> statement-breakpoint
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
CREATE TABLE `passkey_domain` (
	`id` integer PRIMARY KEY NOT NULL,
	`domain` text NOT NULL,
	`pinned_at` integer NOT NULL
);
--> statement-breakpoint
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
	`brand` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `purge_record` (
	`day` integer NOT NULL,
	`kind` text NOT NULL,
	`removed` integer NOT NULL,
	`oldest` integer NOT NULL,
	`newest` integer NOT NULL,
	`up_to` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`day`, `kind`)
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
	`epoch` integer NOT NULL,
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
CREATE INDEX `session_overdue` ON `session` (`expires_at`,`id`) WHERE "session"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `session_list` ON `session` (`platform_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `session_list_by_outcome` ON `session` (`platform_id`,`outcome`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `session_list_by_user` ON `session` (`user_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `session_by_end` ON `session` (`ended_at`) WHERE "session"."ended_at" is not null;--> statement-breakpoint
CREATE INDEX `session_with_details` ON `session` (`ended_at`) WHERE coalesce("session"."return_url", "session"."state", "session"."locale") is not null and "session"."ended_at" is not null;--> statement-breakpoint
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
CREATE TABLE `use_count` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `use_count_by_expiry` ON `use_count` (`expires_at`);--> statement-breakpoint
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
CREATE UNIQUE INDEX `user_by_handle` ON `user` (`handle`);--> statement-breakpoint
CREATE INDEX `user_erased` ON `user` (`updated_at`) WHERE "user"."data_key_wrapped" = '';--> statement-breakpoint
CREATE TABLE `user_act` (
	`position` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`did` text NOT NULL,
	`what` text,
	`reason_sealed` text,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_act_id_unique` ON `user_act` (`id`);--> statement-breakpoint
CREATE INDEX `user_act_by_user` ON `user_act` (`user_id`,`at`,`position`);--> statement-breakpoint
CREATE INDEX `user_act_by_time` ON `user_act` (`at`);--> statement-breakpoint
CREATE TABLE `webhook_delivery` (
	`event_id` text NOT NULL,
	`endpoint_id` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer,
	`lease` text,
	`last_at` integer,
	`last_result` text,
	`last_status` integer,
	PRIMARY KEY(`event_id`, `endpoint_id`),
	FOREIGN KEY (`event_id`) REFERENCES `outbox_event`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`endpoint_id`) REFERENCES `webhook_endpoint`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `webhook_delivery_due` ON `webhook_delivery` (`endpoint_id`,`next_at`) WHERE "webhook_delivery"."next_at" is not null;--> statement-breakpoint
CREATE INDEX `webhook_delivery_by_endpoint` ON `webhook_delivery` (`endpoint_id`);--> statement-breakpoint
CREATE TABLE `webhook_endpoint` (
	`id` text PRIMARY KEY NOT NULL,
	`platform_id` text NOT NULL,
	`url` text NOT NULL,
	`enabled` integer NOT NULL,
	`disabled_reason` text,
	`secret_sealed` text NOT NULL,
	`previous_secret_sealed` text,
	`previous_secret_until` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`platform_id`) REFERENCES `platform`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `webhook_endpoint_by_platform` ON `webhook_endpoint` (`platform_id`,`created_at`,`id`);