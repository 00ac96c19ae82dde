CREATE TABLE "api_key" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"platform_id" text collate "C" NOT NULL,
	"key_hash" text collate "C" NOT NULL,
	"scopes" json NOT NULL,
	"addresses" json NOT NULL,
	"created_at" bigint NOT NULL,
	"last_used_at" bigint,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "attempt" (
	"user_id" text collate "C" PRIMARY KEY NOT NULL,
	"failures" bigint NOT NULL,
	"blocked_until" bigint,
	"permanent" boolean NOT NULL,
	"warned_at" bigint
);
--> statement-breakpoint
CREATE TABLE "challenge" (
	"session_id" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"secret" text collate "C" NOT NULL,
	"key_id" text collate "C",
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "challenge_session_id_kind_pk" PRIMARY KEY("session_id","kind")
);
--> statement-breakpoint
CREATE TABLE "epoch" (
	"number" bigint PRIMARY KEY NOT NULL,
	"reason" text collate "C" NOT NULL,
	"began_at" bigint NOT NULL,
	"known_until" bigint,
	"place" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "erasure" (
	"user_id" text collate "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "history" (
	"id" bigint PRIMARY KEY NOT NULL,
	"lineage" text collate "C" NOT NULL,
	"mark" bigint NOT NULL,
	"marked_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"platform_id" text collate "C" NOT NULL,
	"key" text collate "C" NOT NULL,
	"fingerprint" text collate "C" NOT NULL,
	"claimed_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"status" bigint,
	"body_sealed" text collate "C",
	"user_id" text collate "C",
	CONSTRAINT "idempotency_platform_id_key_pk" PRIMARY KEY("platform_id","key")
);
--> statement-breakpoint
CREATE TABLE "inbox_message" (
	"position" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inbox_message_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" text collate "C" NOT NULL,
	"platform_id" text collate "C" NOT NULL,
	"channel" text collate "C" NOT NULL,
	"to_hash" text collate "C" NOT NULL,
	"sealed" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"user_id" text collate "C",
	CONSTRAINT "inbox_message_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "logo" (
	"platform_id" text collate "C" PRIMARY KEY NOT NULL,
	"hash" text collate "C" NOT NULL,
	"type" text collate "C" NOT NULL,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"user_id" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"channel" text collate "C" NOT NULL,
	"sealed" text collate "C" NOT NULL,
	"attempts" bigint NOT NULL,
	"next_at" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice_link" (
	"token_hash" text collate "C" PRIMARY KEY NOT NULL,
	"user_id" text collate "C" NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "outbox_event" (
	"position" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_event_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" text collate "C" NOT NULL,
	"platform_id" text collate "C" NOT NULL,
	"user_id" text collate "C" NOT NULL,
	"session_id" text collate "C",
	"sequence" bigint,
	"type" text collate "C" NOT NULL,
	"data" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"held_until" bigint,
	CONSTRAINT "outbox_event_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "passkey" (
	"credential_id" text collate "C" PRIMARY KEY NOT NULL,
	"user_id" text collate "C" NOT NULL,
	"public_key" text collate "C" NOT NULL,
	"sign_count" bigint NOT NULL,
	"transports" json NOT NULL,
	"user_verified" boolean NOT NULL,
	"backup_eligible" boolean NOT NULL,
	"backed_up" boolean NOT NULL,
	"aaguid" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"last_used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "passkey_domain" (
	"id" bigint PRIMARY KEY NOT NULL,
	"domain" text collate "C" NOT NULL,
	"pinned_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "phone" (
	"user_id" text collate "C" PRIMARY KEY NOT NULL,
	"number_sealed" text collate "C" NOT NULL,
	"number_hash" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pin" (
	"user_id" text collate "C" PRIMARY KEY NOT NULL,
	"hash" text collate "C" NOT NULL,
	"pepper_key_id" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text collate "C" NOT NULL,
	"policy" text collate "C" NOT NULL,
	"brand" json NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "purge_record" (
	"day" bigint NOT NULL,
	"kind" text collate "C" NOT NULL,
	"removed" bigint NOT NULL,
	"oldest" bigint NOT NULL,
	"newest" bigint NOT NULL,
	"up_to" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	CONSTRAINT "purge_record_day_kind_pk" PRIMARY KEY("day","kind")
);
--> statement-breakpoint
CREATE TABLE "return_url" (
	"platform_id" text collate "C" NOT NULL,
	"position" bigint NOT NULL,
	"url" text collate "C" NOT NULL,
	CONSTRAINT "return_url_platform_id_position_pk" PRIMARY KEY("platform_id","position")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"platform_id" text collate "C" NOT NULL,
	"user_id" text collate "C" NOT NULL,
	"external_user_id" text collate "C" NOT NULL,
	"purpose" text collate "C" NOT NULL,
	"operation" text collate "C",
	"operation_hash" text collate "C" NOT NULL,
	"policy" text collate "C" NOT NULL,
	"return_url" text collate "C",
	"state" text collate "C",
	"locale" text collate "C",
	"token_hash" text collate "C" NOT NULL,
	"credentials_version" bigint NOT NULL,
	"epoch" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"outcome" text collate "C",
	"reason" text collate "C",
	"ended_at" bigint,
	"jti" text collate "C",
	"claims" text collate "C",
	"redeemed_at" bigint,
	"redemption" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "session_event" (
	"session_id" text collate "C" NOT NULL,
	"seq" bigint NOT NULL,
	"type" text collate "C" NOT NULL,
	"data" json NOT NULL,
	"at" bigint NOT NULL,
	"hash" text collate "C" NOT NULL,
	CONSTRAINT "session_event_session_id_seq_pk" PRIMARY KEY("session_id","seq")
);
--> statement-breakpoint
CREATE TABLE "signing_key" (
	"kid" text collate "C" PRIMARY KEY NOT NULL,
	"jwk" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staged_credential" (
	"session_id" text collate "C" NOT NULL,
	"method" text collate "C" NOT NULL,
	"data" json NOT NULL,
	CONSTRAINT "staged_credential_session_id_method_pk" PRIMARY KEY("session_id","method")
);
--> statement-breakpoint
CREATE TABLE "use_count" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"count" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"platform_id" text collate "C" NOT NULL,
	"external_id" text collate "C" NOT NULL,
	"type" text collate "C" NOT NULL,
	"category" text collate "C" NOT NULL,
	"handle" text collate "C" NOT NULL,
	"data_key_wrapped" text collate "C" NOT NULL,
	"profile_sealed" text collate "C" NOT NULL,
	"email_sealed" text collate "C" NOT NULL,
	"phone_sealed" text collate "C",
	"email_changed" boolean NOT NULL,
	"phone_changed" boolean NOT NULL,
	"previous_email_sealed" text collate "C",
	"locale" text collate "C",
	"credentials_version" bigint NOT NULL,
	"version" bigint NOT NULL,
	"enrolled_at" bigint,
	"last_sca_at" bigint,
	"offer_declined_at" bigint,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_act" (
	"position" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "user_act_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" text collate "C" NOT NULL,
	"user_id" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"by" text collate "C" NOT NULL,
	"did" text collate "C" NOT NULL,
	"what" text collate "C",
	"reason_sealed" text collate "C",
	CONSTRAINT "user_act_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"event_id" text collate "C" NOT NULL,
	"endpoint_id" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"attempts" bigint NOT NULL,
	"next_at" bigint,
	"lease" text collate "C",
	"last_at" bigint,
	"last_result" text collate "C",
	"last_status" bigint,
	CONSTRAINT "webhook_delivery_event_id_endpoint_id_pk" PRIMARY KEY("event_id","endpoint_id")
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoint" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"platform_id" text collate "C" NOT NULL,
	"url" text collate "C" NOT NULL,
	"enabled" boolean NOT NULL,
	"disabled_reason" text collate "C",
	"secret_sealed" text collate "C" NOT NULL,
	"previous_secret_sealed" text collate "C",
	"previous_secret_until" bigint,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge" ADD CONSTRAINT "challenge_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency" ADD CONSTRAINT "idempotency_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency" ADD CONSTRAINT "idempotency_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_message" ADD CONSTRAINT "inbox_message_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_message" ADD CONSTRAINT "inbox_message_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logo" ADD CONSTRAINT "logo_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_link" ADD CONSTRAINT "notice_link_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_event" ADD CONSTRAINT "outbox_event_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_event" ADD CONSTRAINT "outbox_event_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_event" ADD CONSTRAINT "outbox_event_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone" ADD CONSTRAINT "phone_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pin" ADD CONSTRAINT "pin_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_url" ADD CONSTRAINT "return_url_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_event" ADD CONSTRAINT "session_event_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staged_credential" ADD CONSTRAINT "staged_credential_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user" ADD CONSTRAINT "user_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_act" ADD CONSTRAINT "user_act_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_event_id_outbox_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."outbox_event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint_id_webhook_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoint"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_platform_id_platform_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."platform"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_by_hash" ON "api_key" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "api_key_by_platform" ON "api_key" USING btree ("platform_id","created_at","id");--> statement-breakpoint
CREATE INDEX "api_key_revoked" ON "api_key" USING btree ("revoked_at") WHERE "api_key"."revoked_at" is not null;--> statement-breakpoint
CREATE INDEX "attempt_by_block_end" ON "attempt" USING btree ("blocked_until") WHERE "attempt"."blocked_until" is not null;--> statement-breakpoint
CREATE INDEX "challenge_by_expiry" ON "challenge" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "erasure_by_time" ON "erasure" USING btree ("at");--> statement-breakpoint
CREATE INDEX "idempotency_by_expiry" ON "idempotency" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "idempotency_by_user" ON "idempotency" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "inbox_by_user" ON "inbox_message" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "inbox_by_time" ON "inbox_message" USING btree ("created_at","position");--> statement-breakpoint
CREATE INDEX "inbox_by_platform" ON "inbox_message" USING btree ("platform_id","created_at","position");--> statement-breakpoint
CREATE INDEX "inbox_by_recipient" ON "inbox_message" USING btree ("to_hash","created_at","position");--> statement-breakpoint
CREATE INDEX "logo_by_hash" ON "logo" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "notice_due" ON "notice" USING btree ("next_at","id");--> statement-breakpoint
CREATE INDEX "notice_by_user" ON "notice" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "notice_by_expiry" ON "notice" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "notice_link_by_user" ON "notice_link" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "notice_link_by_expiry" ON "notice_link" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "outbox_event_by_platform" ON "outbox_event" USING btree ("platform_id","position");--> statement-breakpoint
CREATE INDEX "outbox_event_by_user" ON "outbox_event" USING btree ("user_id","type","position");--> statement-breakpoint
CREATE INDEX "outbox_event_by_session" ON "outbox_event" USING btree ("session_id","sequence") WHERE "outbox_event"."session_id" is not null;--> statement-breakpoint
CREATE INDEX "outbox_event_by_time" ON "outbox_event" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "passkey_by_user" ON "passkey" USING btree ("user_id","created_at","credential_id");--> statement-breakpoint
CREATE UNIQUE INDEX "session_by_token" ON "session" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "session_by_jti" ON "session" USING btree ("jti") WHERE "session"."jti" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "session_open" ON "session" USING btree ("user_id","purpose","operation_hash") WHERE "session"."outcome" is null;--> statement-breakpoint
CREATE INDEX "session_overdue" ON "session" USING btree ("expires_at","id") WHERE "session"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "session_list" ON "session" USING btree ("platform_id","created_at","id");--> statement-breakpoint
CREATE INDEX "session_list_by_outcome" ON "session" USING btree ("platform_id","outcome","created_at","id");--> statement-breakpoint
CREATE INDEX "session_list_by_user" ON "session" USING btree ("user_id","created_at","id");--> statement-breakpoint
CREATE INDEX "session_by_end" ON "session" USING btree ("ended_at") WHERE "session"."ended_at" is not null;--> statement-breakpoint
CREATE INDEX "session_with_details" ON "session" USING btree ("ended_at") WHERE coalesce("session"."return_url", "session"."state", "session"."locale") is not null and "session"."ended_at" is not null;--> statement-breakpoint
CREATE INDEX "use_count_by_expiry" ON "use_count" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "user_by_external_id" ON "user" USING btree ("platform_id","external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "user_by_handle" ON "user" USING btree ("handle");--> statement-breakpoint
CREATE INDEX "user_erased" ON "user" USING btree ("updated_at") WHERE "user"."data_key_wrapped" = '';--> statement-breakpoint
CREATE INDEX "user_act_by_user" ON "user_act" USING btree ("user_id","at","position");--> statement-breakpoint
CREATE INDEX "user_act_by_time" ON "user_act" USING btree ("at");--> statement-breakpoint
CREATE INDEX "webhook_delivery_due" ON "webhook_delivery" USING btree ("endpoint_id","next_at") WHERE "webhook_delivery"."next_at" is not null;--> statement-breakpoint
CREATE INDEX "webhook_delivery_by_endpoint" ON "webhook_delivery" USING btree ("endpoint_id");--> statement-breakpoint
CREATE INDEX "webhook_endpoint_by_platform" ON "webhook_endpoint" USING btree ("platform_id","created_at","id");